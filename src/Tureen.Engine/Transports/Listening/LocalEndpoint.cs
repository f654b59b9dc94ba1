namespace Tureen.Engine.Transports.Listening;

/// <summary>A local socket as signaling describes it to peers, with the announced address if there is one.</summary>
internal readonly record struct LocalEndpoint(string Address, int Port);
