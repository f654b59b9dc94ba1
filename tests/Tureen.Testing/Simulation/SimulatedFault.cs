using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>Throws for some datagrams of a simulated server.</summary>
internal delegate void SimulatedFault(in TransportTuple tuple, ReadOnlySpan<byte> datagram);
