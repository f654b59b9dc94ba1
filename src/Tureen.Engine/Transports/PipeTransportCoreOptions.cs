using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>What a pipe transport is made of.</summary>
internal sealed record PipeTransportCoreOptions
{
    public required string Id { get; init; }

    public required ListenParameters Listen { get; init; }

    public string? AnnouncedAddress { get; init; }

    /// <summary>Lost packets are asked for and sent again.</summary>
    public bool EnableRtx { get; init; }

    /// <summary>AEAD_AES_256_GCM, always.</summary>
    public bool EnableSrtp { get; init; }

    public DataTransportOptions Data { get; init; } = new();
}
