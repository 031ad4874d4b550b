// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_HELPER_H
#define L2TP_HELPER_H

#include "l2tp-lcce.h"
#include "l2tp-pseudowire-device.h"

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/net-device.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/ptr.h"
#include "ns3/trace-helper.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Puts LCCEs and pseudowire devices on nodes and switches their traces on.
 *
 * The node needs an Internet stack and an address before the LCCE starts. With the inherited
 * methods EnablePcap() and EnableAscii() it records the frames inside of pseudowires: pcap files
 * have link type Ethernet, and unless they are promiscuous they lack what is neither sent nor
 * meant for the device. What goes between the nodes, L2TP and all, is recorded by the helper of
 * the devices below.
 */
class L2tpHelper : public PcapHelperForDevice, public AsciiTraceHelperForDevice
{
  public:
    L2tpHelper();

    /**
     * @brief Set an attribute of the LCCEs to be installed.
     * @param name an attribute of Lcce
     * @param value its value
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Set an attribute of the devices to be installed.
     * @param name an attribute of PseudowireDevice
     * @param value its value
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Install one LCCE on each of some nodes.
     * @param nodes the nodes
     * @return the LCCEs, in the order of the nodes
     */
    ApplicationContainer Install(const NodeContainer& nodes) const;

    /**
     * @brief Install an LCCE on a node.
     * @param node the node
     * @return a container of it alone
     */
    ApplicationContainer Install(Ptr<Node> node) const;

    /**
     * @brief Install an LCCE on a node.
     * @param node the node
     * @return the LCCE
     */
    Ptr<Lcce> InstallLcce(Ptr<Node> node) const;

    /**
     * @brief Add a pseudowire device to the node of an LCCE and make it the circuit of a Remote
     *        End ID, so that every session with that End ID is bound to it.
     * @param lcce the LCCE, which has been installed
     * @param remoteEndId Remote End ID (\RFC{3931} section 5.4.4)
     * @return the device; it can be given to an Ipv4, be made a port of a bridge, or be left alone
     */
    Ptr<PseudowireDevice> InstallDevice(Ptr<Lcce> lcce, const std::string& remoteEndId) const;

    /**
     * @brief Add a pseudowire device to the node of an LCCE and make it the circuit of a Remote
     *        End ID for one peer only.
     * @param lcce the LCCE, which has been installed
     * @param router Router ID of the peer
     * @param remoteEndId Remote End ID (\RFC{3931} section 5.4.4)
     * @return the device
     */
    Ptr<PseudowireDevice> InstallDevice(Ptr<Lcce> lcce,
                                        uint32_t router,
                                        const std::string& remoteEndId) const;

    /**
     * @brief Let an LCCE make a device, with the attributes set by now, for each Remote End ID that
     *        a peer asks for and that has no circuit. Sets its attribute AcceptPolicy to Create.
     *
     * The device is handed out as the circuit in the trace SessionUp.
     * @param lcce the LCCE, which has been installed
     */
    void InstallDeviceFactory(Ptr<Lcce> lcce) const;

    /**
     * @brief Write one line for each control event of an LCCE; see AsciiControlTrace for the
     *        format.
     * @param stream where to; may be shared
     * @param lcce the LCCE, which has been installed
     */
    static void EnableAsciiControl(Ptr<OutputStreamWrapper> stream, Ptr<Lcce> lcce);

    /**
     * @brief Write one line for each control event of some LCCEs.
     * @param stream where to; may be shared
     * @param lcces applications; what is no Lcce is left out
     */
    static void EnableAsciiControl(Ptr<OutputStreamWrapper> stream,
                                   const ApplicationContainer& lcces);

    /**
     * @brief Fix the random streams of all LCCEs on some nodes.
     * @param nodes the nodes
     * @param stream first stream to use
     * @return number of streams used: 5 for each LCCE
     */
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    // inherited from PcapHelperForDevice
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> device,
                            bool promiscuous,
                            bool explicitFilename) override;

    // inherited from AsciiTraceHelperForDevice
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> device,
                             bool explicitFilename) override;

    ObjectFactory m_lcces;   //!< makes LCCEs
    ObjectFactory m_devices; //!< makes devices
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_HELPER_H
