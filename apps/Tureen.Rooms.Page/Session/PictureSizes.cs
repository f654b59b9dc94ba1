namespace Tureen.Rooms.Page.Session;

/// <summary>How large the picture of each layer is, as far as it was seen. A layer that was not seen counts as twice the one below.</summary>
internal sealed class PictureSizes
{
    /// <summary>Looks after which a picture is that of its layer. Right after a switch it is still the one of the layer before.</summary>
    private const int Looks = 2;

    /// <summary>The same when another layer has this size: the picture may have stood still since the switch, or the sender has another camera.</summary>
    private const int LooksWhenInDoubt = 4;

    private readonly Dictionary<int, (double Width, double Height)> _seen = [];
    private int? _layer;
    private int _looks;

    /// <summary>Takes the size of the picture that is shown. To be called at regular times.</summary>
    /// <param name="layer">The spatial layer that arrives; null for none.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public void Add(int? layer, double width, double height)
    {
        _looks = layer == _layer ? _looks + 1 : 1;
        _layer = layer;
        if (layer is not int shown)
        {
            return;
        }

        bool isDoubtful = _seen.Any(one => one.Key != shown && one.Value == (width, height));
        if (_looks < (isDoubtful ? LooksWhenInDoubt : Looks))
        {
            return;
        }

        if (isDoubtful)
        {
            _seen.Clear();
        }

        _seen[shown] = (width, height);
    }

    /// <summary>Pixels of a layer's picture; null when none has been seen yet.</summary>
    public (double Width, double Height)? Of(int layer)
    {
        if (_seen.Count == 0)
        {
            return null;
        }

        (int nearest, (double width, double height)) = _seen.MinBy(one => Math.Abs(one.Key - layer));
        double factor = Math.Pow(2, layer - nearest);
        return (Math.Round(width * factor), Math.Round(height * factor));
    }
}
