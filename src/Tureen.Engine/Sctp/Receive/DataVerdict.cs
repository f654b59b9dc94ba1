namespace Tureen.Engine.Sctp.Receive;

/// <summary>What became of a received fragment.</summary>
internal enum DataVerdict : byte
{
    /// <summary>Taken; perhaps a message is ready.</summary>
    Accepted,

    /// <summary>Received before.</summary>
    Duplicate,

    /// <summary>Not taken and not acknowledged, because its TSN is too far ahead or there is no room now; the peer sends it again.</summary>
    Refused,

    /// <summary>There is no room and nothing that could make room: abort with "Out of Resource" (RFC 9260 §3.3.10.4).</summary>
    Exhausted,
}
