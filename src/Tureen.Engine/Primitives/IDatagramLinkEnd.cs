namespace Tureen.Engine.Primitives;

/// <summary>One end of a path between two workers of this process that needs no socket. Opened by <see cref="ISocketHost.OpenLink"/>.</summary>
internal interface IDatagramLinkEnd
{
    /// <summary>Names this end as an address would; it can be reached from the other end alone.</summary>
    NetworkAddress Address { get; }
}
