namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>Where the messages of one version of the library differ from those of the newest version.</summary>
internal sealed record ChannelSchema
{
    /// <summary>The schema of mediasoup 3.27.</summary>
    public static readonly ChannelSchema Newest = new();

    /// <summary>Whether a bit rate has 64 bits, or 32 as before 3.27.</summary>
    public bool HasWideBitrates { get; init; } = true;

    /// <summary>Whether an encoding of an RTP mapping names a scalability mode, as it did before 3.27. It moves the fields behind it.</summary>
    public bool HasMappedScalabilityMode { get; init; }

    /// <summary>Whether the options of a transport have a default for the low threshold of buffered amounts, which came with 3.23.</summary>
    public bool HasDefaultBufferedAmountLowThreshold { get; init; } = true;
}
