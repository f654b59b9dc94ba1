namespace Tureen.Tests.Engine.Codecs;

/// <summary>Describes the frames of an <see cref="SvcStream"/> by nine decode targets, one for each pair of layers.</summary>
internal sealed class Av1Sender
{
    private readonly bool _isKSvc;
    private readonly DependencyDescriptorBytes _bytes;

    public Av1Sender(bool isKSvc)
    {
        _isKSvc = isKSvc;
        _bytes = new DependencyDescriptorBytes
        {
            Offset = 61,
            Templates = [.. Enumerable.Range(0, 9).Select(layer => (layer / 3, layer % 3, Indications(layer / 3, layer % 3, isKey: false), Array.Empty<int>(), Array.Empty<int>()))],
        };
    }

    public int FirstFrame { get; init; }

    public byte[] Write(SvcFrame frame, bool isStart, bool isEnd) => _bytes.Write(
        (frame.Spatial * 3) + frame.Temporal,
        FirstFrame + frame.Number,
        isStart,
        isEnd,
        withStructure: frame is { IsKey: true, Spatial: 0 } && isStart,
        indications: frame.IsKey ? Indications(frame.Spatial, frame.Temporal, isKey: true) : null,
        distances: [.. frame.References.Select(reference => frame.Number - reference)]);

    private string Indications(int spatial, int temporal, bool isKey) => string.Concat(Enumerable.Range(0, 9).Select(target =>
    {
        int ofSpatial = target / 3;
        int ofTemporal = target % 3;
        bool isOther = _isKSvc && !isKey && ofSpatial != spatial;
        if (ofSpatial < spatial || ofTemporal < temporal || isOther)
        {
            return '-';
        }

        if (isKey)
        {
            return 'S';
        }

        // The middle temporal layer opens the highest; what only its own target has is needed by nothing.
        return ofSpatial != spatial ? 'R' : temporal == ofTemporal && temporal > 0 ? 'D' : 'S';
    }));
}
