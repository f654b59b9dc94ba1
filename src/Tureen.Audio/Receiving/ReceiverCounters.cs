namespace Tureen.Audio.Receiving;

/// <summary>What a receiver counts. Samples are of its own rate.</summary>
internal sealed class ReceiverCounters
{
    public long Packets { get; set; }

    public long InvalidPackets { get; set; }

    public long RepeatedPackets { get; set; }

    public long LatePackets { get; set; }

    public long DroppedPackets { get; set; }

    public long Restarts { get; set; }

    public long Samples { get; set; }

    public long DecodedSamples { get; set; }

    public long RecoveredSamples { get; set; }

    public long ConcealedSamples { get; set; }

    /// <summary>Those of the concealed ones that nobody hears, because what was before them is silence.</summary>
    public long ConcealedQuietSamples { get; set; }

    public long SilentSamples { get; set; }

    public long RemovedSamples { get; set; }

    public long InsertedSamples { get; set; }

    /// <summary>Interarrival jitter, in units of 48 kHz (RFC 3550 §6.4.1).</summary>
    public double Jitter { get; set; }
}
