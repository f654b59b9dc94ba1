namespace Tureen.Net.Tcp;

/// <summary>The connections that one remote address has to one listener.</summary>
internal sealed class TcpAddressShare
{
    public int Count { get; set; }

    /// <summary>Those that have not brought an authenticated ICE check, the oldest first.</summary>
    public LinkedList<TcpPlace> Waiting { get; } = new();
}
