namespace Tureen.Engine.Transports.Listening;

/// <summary>A bound socket and its endpoint as signaling describes it to the peer.</summary>
internal readonly record struct LocalSocket(int Id, LocalEndpoint Endpoint);
