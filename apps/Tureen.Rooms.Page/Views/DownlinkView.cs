using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>The line that says how much the user's connection carries.</summary>
internal sealed class DownlinkView
{
    private readonly Element _line = Document.ById("room-downlink");
    private LastingReduction _reduction;

    /// <summary>Shows what is known. To be called at regular times.</summary>
    /// <param name="downlink">What the connection carries; null while it is not known.</param>
    /// <param name="isReduced">Whether pictures are reduced for it.</param>
    public void Show(Downlink? downlink, bool isReduced)
    {
        string shown = DownlinkWords.Line(downlink, isReduced);
        _line.Text = shown;
        _line.IsHidden = shown.Length == 0;
        _line.SetAttribute("data-state", _reduction.Update(isReduced ? shown : string.Empty).Length > 0 ? "slow" : null);
    }
}
