namespace Tureen.Engine.Primitives;

/// <summary>What carries the datagrams of a tuple.</summary>
internal enum TransportProtocol : byte
{
    Udp,
    Tcp,
}
