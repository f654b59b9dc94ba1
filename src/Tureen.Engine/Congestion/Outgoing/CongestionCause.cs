namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What made the available bitrate, or the state, change.</summary>
internal enum CongestionCause : byte
{
    Start,

    /// <summary>A queue stood and did not drain.</summary>
    Delay,

    /// <summary>Loss that might come from the rate: less is sent to find out.</summary>
    Loss,

    /// <summary>The loss went away with the rate.</summary>
    LossByRate,

    /// <summary>The loss stayed although less was sent.</summary>
    InherentLoss,

    /// <summary>Others keep the queue full.</summary>
    ForeignQueue,

    /// <summary>The peer stopped reporting.</summary>
    Outage,

    /// <summary>The peer reports again.</summary>
    FeedbackBack,

    /// <summary>More arrived than was known to fit.</summary>
    Evidence,

    Probe,

    /// <summary>The queue is gone.</summary>
    Drained,

    /// <summary>The selected path is another one.</summary>
    PathChanged,

    /// <summary>The path became longer for good.</summary>
    PathLonger,

    /// <summary>The application set a limit.</summary>
    Limit,

    /// <summary>The receiver's own estimate.</summary>
    Remb,
}
