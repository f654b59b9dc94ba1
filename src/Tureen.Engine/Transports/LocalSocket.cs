namespace Tureen.Engine.Transports;

/// <summary>A bound socket and what the peer is told of it.</summary>
internal readonly record struct LocalSocket(int Id, LocalEndpoint Endpoint);
