namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What a probe has shown.</summary>
internal enum ProbeOutcome : byte
{
    /// <summary>Not all of it was reported yet.</summary>
    Open,

    /// <summary>It came through as fast as it was sent.</summary>
    Success,

    /// <summary>It came through, but less was sent than planned.</summary>
    UnderSent,

    /// <summary>It came through more slowly than it was sent.</summary>
    Saturated,

    /// <summary>Much of it was lost.</summary>
    Lost,

    /// <summary>Hardly any packet that was added for it arrived although media did: the peer ignores what carries the probe.</summary>
    Ignored,

    /// <summary>It arrived faster than it can have been sent.</summary>
    Invalid,

    /// <summary>The reports about it were lost.</summary>
    Unknown,

    /// <summary>Congestion ended it.</summary>
    Aborted,
}
