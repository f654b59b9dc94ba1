using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>
/// The newest indices of SSRCs whose state was freed, so that an SSRC that comes back goes on from there: with the same keys, its older
/// packets would otherwise be taken once more.
/// </summary>
/// <remarks>
/// When it is full, the SSRC that came in first goes. Only authenticated packets add one, so that nobody but the peer itself can
/// push out its SSRCs.
/// </remarks>
internal sealed class SrtpIndexMemory
{
    private readonly Dictionary<uint, SrtpNewestIndices> _indices = [];
    private readonly Queue<uint> _order = new();

    public int Count => _indices.Count;

    /// <summary>What is remembered about <paramref name="ssrc"/>; nulls if nothing is.</summary>
    public SrtpNewestIndices Get(uint ssrc) => _indices.GetValueOrDefault(ssrc);

    public void Set(uint ssrc, SrtpNewestIndices indices)
    {
        if (!_indices.ContainsKey(ssrc))
        {
            if (_indices.Count >= EngineLimits.MaxRememberedSrtpStreams)
            {
                _indices.Remove(_order.Dequeue());
            }

            _order.Enqueue(ssrc);
        }

        _indices[ssrc] = indices;
    }
}
