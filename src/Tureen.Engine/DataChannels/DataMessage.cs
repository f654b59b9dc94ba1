namespace Tureen.Engine.DataChannels;

/// <summary>One message on its way from a data producer to its data consumers; the bytes are borrowed for the call.</summary>
internal readonly ref struct DataMessage
{
    /// <summary>SCTP payload protocol identifier (RFC 8831 §8).</summary>
    public required uint Ppid { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The message is for subscribers of any of these; for all when empty.</summary>
    public ReadOnlySpan<ushort> Subchannels { get; init; }

    /// <summary>Only for subscribers of this one.</summary>
    public ushort? RequiredSubchannel { get; init; }

    /// <summary>Not for subscribers of this one.</summary>
    public ushort? IgnoredSubchannel { get; init; }
}
