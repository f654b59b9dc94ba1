namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>A datagram on its way through the relay.</summary>
/// <param name="Flow">Whose it is.</param>
/// <param name="Bytes">What it contains.</param>
/// <param name="EnteredAt">When it came, in microseconds.</param>
internal sealed record RelayedPacket(RelayFlow Flow, byte[] Bytes, long EnteredAt)
{
    private const int UdpAndIpHeader = 28;

    /// <summary>Bytes on the wire, which a limit of the network counts.</summary>
    public int WireLength => Bytes.Length + UdpAndIpHeader;
}
