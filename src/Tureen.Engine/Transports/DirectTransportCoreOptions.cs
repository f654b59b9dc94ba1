namespace Tureen.Engine.Transports;

/// <summary>What a DirectTransport is made of.</summary>
internal sealed record DirectTransportCoreOptions
{
    public required string Id { get; init; }

    public DataTransportOptions Data { get; init; } = new();
}
