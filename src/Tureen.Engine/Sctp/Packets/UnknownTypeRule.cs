namespace Tureen.Engine.Sctp.Packets;

/// <summary>The two highest bits of a chunk's or parameter's type: what a receiver does that does not know it (RFC 9260 §3.2, §3.2.1).</summary>
internal enum UnknownTypeRule : byte
{
    /// <summary>Take nothing from it on.</summary>
    Stop,

    /// <summary>Take nothing from it on, and report it.</summary>
    StopAndReport,

    Skip,

    SkipAndReport,
}
