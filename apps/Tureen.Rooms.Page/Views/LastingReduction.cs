namespace Tureen.Rooms.Page.Views;

/// <summary>Leaves out what is over before anybody can read it: a picture that has just come or grown climbs through its layers.</summary>
internal struct LastingReduction
{
    private bool _wasReduced;

    /// <summary>Takes the words of each look at a picture, and gives those to show.</summary>
    public string Update(string hint)
    {
        bool isLasting = _wasReduced;
        _wasReduced = hint.Length > 0;
        return isLasting ? hint : string.Empty;
    }
}
