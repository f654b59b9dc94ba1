namespace Tureen.Tests.Engine.Codecs;

/// <summary>What one consumer gets: complains about frames in part, frames without what they refer to, and wrong markers.</summary>
internal sealed class StrictDecoder
{
    private readonly HashSet<int> _decoded = [];

    /// <summary>Takes a picture: of each frame, in order, whether each of its packets was sent and with which marker.</summary>
    public void Decode(SvcFrame[] frames, List<(int Spatial, bool IsSent, bool Marker)> packets, string context)
    {
        foreach (SvcFrame frame in frames)
        {
            var own = packets.Where(packet => packet.Spatial == frame.Spatial).ToList();
            int sent = own.Count(static packet => packet.IsSent);
            Assert.True(sent == 0 || sent == own.Count, $"{context}: {sent} of {own.Count} packets of {frame}.");
            if (sent == 0)
            {
                continue;
            }

            Assert.True(frame.References.TrueForAll(_decoded.Contains), $"{context}: {frame} lacks something of {string.Join(' ', frame.References)}.");
            _decoded.Add(frame.Number);
        }

        var markers = packets.Where(static packet => packet.IsSent).Select(static packet => packet.Marker).ToList();
        Assert.True(markers.Count == 0 || markers.IndexOf(true) == markers.Count - 1, $"{context}: markers {string.Join(' ', markers)}.");
    }
}
