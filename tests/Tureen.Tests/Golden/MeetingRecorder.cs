using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Golden;

/// <summary>Records of each datagram of a meeting what no key of DTLS or SRTP enters: STUN whole, headers of RTP and RTCP, and lengths.</summary>
internal sealed class MeetingRecorder(VirtualWorld world, GoldenTrace trace) : IDatagramObserver
{
    private const int RtpHeaderLength = 12;
    private const int RtcpHeaderLength = 8;

    public void Observe(NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram)
    {
        PacketKind kind = PacketClassifier.Classify(datagram);
        string what = kind switch
        {
            PacketKind.Stun => Convert.ToHexString(datagram),
            PacketKind.Rtp => $"{datagram.Length} {Convert.ToHexString(datagram[..LengthOfRtpHeader(datagram)])}",
            PacketKind.Rtcp => $"{datagram.Length} {Convert.ToHexString(datagram[..RtcpHeaderLength])}",
            _ => "",
        };
        trace.Add($"{world.Now.Microseconds} {from} {to} {kind} {what}");
    }

    private static int LengthOfRtpHeader(ReadOnlySpan<byte> datagram)
    {
        int length = RtpHeaderLength + ((datagram[0] & 0x0F) * sizeof(uint));
        bool hasExtension = (datagram[0] & 0x10) != 0;
        return hasExtension ? length + 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(length + 2)..]) * 4) : length;
    }
}
