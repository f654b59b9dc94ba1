namespace Tureen.Engine.Sctp;

/// <summary>Where an association puts its packets. It only reserves space and cannot call back, so there is no re-entrancy.</summary>
internal interface ISctpPacketSink
{
    /// <summary>Space for one packet, at least <paramref name="maximumLength"/> bytes, valid until the next call.</summary>
    Span<byte> GetSpan(int maximumLength);

    /// <summary>Sends the first <paramref name="length"/> bytes of the space last given out.</summary>
    void Send(int length);
}
