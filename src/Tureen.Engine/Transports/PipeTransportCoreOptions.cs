using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Pipes;

namespace Tureen.Engine.Transports;

/// <summary>What a pipe transport is made of.</summary>
internal sealed record PipeTransportCoreOptions
{
    public required string Id { get; init; }

    /// <summary>Where its socket listens; without effect with a link.</summary>
    public ListenParameters Listen { get; init; }

    /// <summary>The way to a router of this process, in place of a socket.</summary>
    public IDatagramLinkEnd? Link { get; init; }

    public string? AnnouncedAddress { get; init; }

    /// <summary>Lost packets are requested and sent again.</summary>
    public bool EnableRtx { get; init; }

    /// <summary>AEAD_AES_256_GCM, always.</summary>
    public bool EnableSrtp { get; init; }

    public DataTransportOptions Data { get; init; } = new();

    /// <summary>The two ends keep each other's state; null where the application does. With SCTP only.</summary>
    public PipeControlOptions? Control { get; init; }
}
