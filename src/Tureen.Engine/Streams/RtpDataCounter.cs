using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Packets, bytes and bitrate of one flow; bytes count header and payload.</summary>
internal sealed class RtpDataCounter(TimeSpan window, bool ignorePaddingOnlyPackets = false)
{
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(2500);

    private RateCalculator _rate = new(window);

    public RtpDataCounter()
        : this(DefaultWindow)
    {
    }

    public long PacketCount { get; private set; }

    public long ByteCount => _rate.Total;

    public void Update(Timestamp now, int length, bool hasPayload = true)
    {
        PacketCount++;
        if (hasPayload || !ignorePaddingOnlyPackets)
        {
            _rate.Update(now, length);
        }
    }

    public Bitrate GetBitrate(Timestamp now) => new(_rate.GetRate(now));
}
