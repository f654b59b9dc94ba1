using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Application-defined packet; parsed so that it can be skipped.</summary>
/// <remarks>
/// <para>RFC 3550 §6.7.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P| subtype |   PT=APP=204  |             length            |
/// |                           SSRC/CSRC                           |
/// |                          name (ASCII)                         |
/// |                   application-dependent data ...              |
/// </code>
/// </remarks>
internal readonly ref struct App
{
    private const int FixedLength = 8;

    private readonly ReadOnlySpan<byte> _body;

    private App(int subtype, ReadOnlySpan<byte> body)
    {
        Subtype = subtype;
        _body = body;
    }

    public int Subtype { get; }

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_body);

    /// <summary>Four ASCII characters.</summary>
    public ReadOnlySpan<byte> Name => _body.Slice(4, 4);

    public ReadOnlySpan<byte> Data => _body[FixedLength..];

    public static bool TryParse(RtcpPacketView packet, out App app)
    {
        app = default;
        if (packet.Type != RtcpPacketType.App || packet.Body.Length < FixedLength)
        {
            return false;
        }

        app = new App(packet.Count, packet.Body);
        return true;
    }
}
