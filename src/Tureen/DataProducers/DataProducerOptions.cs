using Tureen.Ortc;

namespace Tureen;

/// <summary>How a data producer is made (mediasoup DataProducerOptions).</summary>
public sealed record DataProducerOptions
{
    /// <summary>Its id; a random UUID unless set.</summary>
    public string? Id { get; init; }

    /// <summary>The SCTP stream on which the peer sends. Required, and copied, except on a DirectTransport, which ignores it.</summary>
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    /// <summary>The label of the data channel; empty unless set.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>The subprotocol of the data channel; empty unless set.</summary>
    public string Protocol { get; init; } = string.Empty;

    /// <summary>Begins paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
