namespace Tureen.Engine.Transports;

/// <summary>A local socket as peers are told of it: the announced address if there is one.</summary>
internal readonly record struct LocalEndpoint(string Address, int Port);
