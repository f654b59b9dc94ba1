namespace Tureen.Engine.Rtcp;

/// <summary>Kinds of source description items (RFC 3550 §6.5, RFC 8843 §15.1 for MID, RFC 8852 §4 for the stream ids).</summary>
internal enum SdesItemType : byte
{
    End = 0,
    Cname = 1,
    Name = 2,
    Email = 3,
    Phone = 4,
    Location = 5,
    Tool = 6,
    Note = 7,
    Private = 8,
    RtpStreamId = 12,
    RepairedRtpStreamId = 13,
    Mid = 15,
}
