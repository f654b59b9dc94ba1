namespace Tureen.Engine.Rtcp;

/// <summary>What a <see cref="CongestionControlFeedback"/> says of one packet: whether it came, the ECN bits that are not read here, and when.</summary>
/// <remarks>
/// <para>RFC 8888 §3.1.</para>
/// <code>
///  0                   1
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
/// |R|ECN|  Arrival time offset    |
/// </code>
/// </remarks>
internal readonly record struct PacketArrival(ushort Bits)
{
    public const int Length = 2;

    private const int OffsetMask = 0x1FFF;

    /// <summary>From here on the offset is no time: more than 8 s, or unknown.</summary>
    private const int FirstWithoutTime = 0x1FFE;

    private const long MicrosecondsPerSecond = 1_000_000;
    private const int UnitsPerSecond = 1024;

    public bool IsReceived => (Bits & 0x8000) != 0;

    /// <summary>Whether <see cref="MicrosecondsBefore"/> means anything.</summary>
    public bool HasTime => (Bits & OffsetMask) < FirstWithoutTime;

    /// <summary>How long before the report it arrived.</summary>
    public long MicrosecondsBefore => (Bits & OffsetMask) * MicrosecondsPerSecond / UnitsPerSecond;
}
