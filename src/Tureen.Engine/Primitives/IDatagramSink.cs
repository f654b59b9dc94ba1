namespace Tureen.Engine.Primitives;

/// <summary>
/// Where machines put the datagrams they want sent. It only reserves space in the send batch and cannot call back,
/// so there is no re-entrancy: <see cref="GetSpan"/>, write, then <see cref="Send"/> (or ask again to abandon).
/// </summary>
internal interface IDatagramSink
{
    /// <summary>Space for one datagram, at least <paramref name="maximumLength"/> bytes, valid until the next call.</summary>
    Span<byte> GetSpan(int maximumLength);

    /// <summary>Sends the first <paramref name="length"/> bytes of the space last given out to <paramref name="tuple"/>.</summary>
    void Send(in TransportTuple tuple, int length);

    /// <summary>What waits for <paramref name="tuple"/>; nothing but a connection keeps packets.</summary>
    SendBacklog GetBacklog(in TransportTuple tuple) => default;
}
