// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-expression.h"

#include "l2tp-study-models.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

struct StudyExpression::Node
{
    std::string name;         // of an operator, a function, or a column; empty for a number
    double number{0};         // of a number
    bool isColumn{false};     // a name to be looked up
    std::vector<Node> inputs; // of an operator or a function
};

namespace
{

// Levels are calls within calls, so there must not be too many.
constexpr std::size_t MAX_LENGTH = 1000;

using Node = StudyExpression::Node;

// Recursive descent: sum, product, power, atom.
class Parser
{
  public:
    explicit Parser(const std::string& text)
        : m_text(text)
    {
    }

    Node Parse()
    {
        if (m_text.size() > MAX_LENGTH)
        {
            throw std::invalid_argument("an expression has at most " + std::to_string(MAX_LENGTH) +
                                        " characters");
        }
        auto node = ParseSum();
        if (Peek() != '\0')
        {
            Complain();
        }
        return node;
    }

  private:
    char Peek()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])) != 0)
        {
            ++m_at;
        }
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    [[noreturn]] void Complain()
    {
        throw std::invalid_argument("\"" + m_text + "\" is no expression: unexpected \"" +
                                    m_text.substr(std::min(m_at, m_text.size())) + "\"");
    }

    Node ParseSum()
    {
        auto node = ParseProduct();
        while (Peek() == '+' || Peek() == '-')
        {
            const std::string name(1, m_text[m_at++]);
            node = Node{name, 0, false, {node, ParseProduct()}};
        }
        return node;
    }

    Node ParseProduct()
    {
        auto node = ParsePower();
        while (Peek() == '*' || Peek() == '/')
        {
            const std::string name(1, m_text[m_at++]);
            node = Node{name, 0, false, {node, ParsePower()}};
        }
        return node;
    }

    Node ParsePower()
    {
        auto node = ParseAtom();
        if (Peek() == '^')
        {
            ++m_at;
            node = Node{"^", 0, false, {node, ParsePower()}};
        }
        return node;
    }

    Node ParseAtom()
    {
        const char next = Peek();
        if (next == '(')
        {
            ++m_at;
            auto node = ParseSum();
            Expect(')');
            return node;
        }
        if (next == '-')
        {
            ++m_at;
            return Node{"-", 0, false, {Node{}, ParseAtom()}};
        }
        if (std::isdigit(static_cast<unsigned char>(next)) != 0 || next == '.')
        {
            char* end = nullptr;
            const double number = std::strtod(m_text.c_str() + m_at, &end);
            m_at = static_cast<std::size_t>(end - m_text.c_str());
            return Node{"", number, false, {}};
        }
        return ParseName();
    }

    Node ParseName()
    {
        std::string name;
        while (m_at < m_text.size() &&
               (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == '_'))
        {
            name += m_text[m_at++];
        }
        if (name.empty())
        {
            Complain();
        }
        if (Peek() != '(')
        {
            return Node{name, 0, true, {}};
        }
        Node call{name, 0, false, {}};
        do
        {
            ++m_at;
            call.inputs.push_back(ParseSum());
        } while (Peek() == ',');
        Expect(')');
        if (!StudyModels::IsFunction(name, call.inputs.size()))
        {
            throw std::invalid_argument("\"" + m_text + "\": there is no function " + name +
                                        " of " + std::to_string(call.inputs.size()) +
                                        "; there are " + StudyModels::ListFunctions());
        }
        return call;
    }

    void Expect(char what)
    {
        if (Peek() != what)
        {
            Complain();
        }
        ++m_at;
    }

    const std::string& m_text;
    std::size_t m_at{0};
};

double
Apply(const std::string& name, const std::vector<double>& inputs)
{
    switch (name.size() == 1 ? name[0] : '\0')
    {
    case '+':
        return inputs[0] + inputs[1];
    case '-':
        return inputs[0] - inputs[1];
    case '*':
        return inputs[0] * inputs[1];
    case '/':
        return inputs[0] / inputs[1];
    case '^':
        return std::pow(inputs[0], inputs[1]);
    default:
        return StudyModels::Call(name, inputs);
    }
}

std::optional<double>
Evaluate(const Node& node, const StudyExpression::Lookup& lookup)
{
    if (node.isColumn)
    {
        return lookup(node.name);
    }
    if (node.inputs.empty())
    {
        return node.number;
    }
    std::vector<double> inputs;
    for (const auto& input : node.inputs)
    {
        const auto value = Evaluate(input, lookup);
        if (!value)
        {
            return std::nullopt;
        }
        inputs.push_back(*value);
    }
    return Apply(node.name, inputs);
}

} // namespace

StudyExpression::StudyExpression(const std::string& text)
    : m_text(text),
      m_root(std::make_shared<Node>(Parser(text).Parse()))
{
}

std::optional<double>
StudyExpression::Evaluate(const Lookup& lookup) const
{
    return ::Evaluate(*m_root, lookup);
}

const std::string&
StudyExpression::GetText() const
{
    return m_text;
}
