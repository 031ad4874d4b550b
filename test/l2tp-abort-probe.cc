// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"

#include <array>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

std::string
GetAbortMessage(const std::function<void()>& action)
{
    std::array<int, 2> ends;
    if (pipe(ends.data()) != 0)
    {
        return {};
    }
    const pid_t child = fork();
    if (child == 0)
    {
        const rlimit noCoreFile{0, 0};
        setrlimit(RLIMIT_CORE, &noCoreFile);
        std::signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        action();
        _exit(0);
    }
    close(ends[1]);
    std::string message;
    std::array<char, 512> buffer;
    for (ssize_t n; (n = read(ends[0], buffer.data(), buffer.size())) > 0;)
    {
        message.append(buffer.data(), n);
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? message : std::string();
}
