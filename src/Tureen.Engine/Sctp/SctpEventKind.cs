namespace Tureen.Engine.Sctp;

/// <summary>What an <see cref="SctpEvent"/> reports.</summary>
internal enum SctpEventKind : byte
{
    StateChanged,

    /// <summary>Just before the state becomes connected, and when streams were added.</summary>
    CapabilitiesNegotiated,

    /// <summary>The peer lost its state and began anew; streams begin anew on both sides.</summary>
    Restarted,

    /// <summary>The peer reset a stream on which it sends.</summary>
    IncomingStreamReset,

    /// <summary>The peer reset all streams on which it sends.</summary>
    AllIncomingStreamsReset,

    /// <summary>The peer confirmed the reset of a stream on which we send.</summary>
    OutgoingStreamReset,

    /// <summary>The peer refused the reset of a stream on which we send.</summary>
    OutgoingStreamResetFailed,

    /// <summary>What waits on a stream fell to its threshold.</summary>
    BufferedAmountLow,

    /// <summary>What waits on all streams fell to the threshold.</summary>
    TotalBufferedAmountLow,
}
