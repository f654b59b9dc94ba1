namespace Tureen.Audio.Receiving;

/// <summary>The packets that were decoded last, so that the samples of a frame know where they come from.</summary>
internal sealed class MediaAnchors
{
    private const int Kept = 8;

    private readonly MediaAnchor[] _anchors = new MediaAnchor[Kept];
    private long _next;

    public void Add(in StoredPacket packet)
    {
        _anchors[_next % Kept] = new MediaAnchor(packet.Timestamp, packet.ArrivedAt, packet.CapturedAt);
        _next++;
    }

    /// <summary>The last packet that does not begin after a timestamp.</summary>
    public MediaAnchor? Find(long timestamp)
    {
        for (long i = _next - 1; i >= Math.Max(0, _next - Kept); i--)
        {
            if (_anchors[i % Kept].Timestamp <= timestamp)
            {
                return _anchors[i % Kept];
            }
        }

        return null;
    }

    public void Clear() => _next = 0;
}
