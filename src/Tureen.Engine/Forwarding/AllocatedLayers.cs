using Tureen.Engine.Codecs;
using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>What the transport's allocation has to know of a consumer of layers: its ladder, and how its last switch goes.</summary>
internal sealed class AllocatedLayers
{
    private const int None = LayerSelector.None;

    /// <summary>How long a consumer stays on a spatial layer before it goes up.</summary>
    private static readonly TimeSpan LeastStay = TimeSpan.FromSeconds(1);

    /// <summary>The same after it changed only its temporal layer, so that no key frame is at stake, or on a path that was never full.</summary>
    private static readonly TimeSpan LeastShortStay = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a switch waits for its key frame before the layer is given up.</summary>
    private static readonly TimeSpan SwitchPatience = TimeSpan.FromSeconds(4);

    /// <summary>How long a layer that was given up is left out.</summary>
    private static readonly TimeSpan GivenUpFor = TimeSpan.FromSeconds(2);

    private Timestamp _switchBegunAt = Timestamp.Zero;
    private Timestamp _changedAt = Timestamp.Zero;
    private bool _isChangeSpatial;
    private Timestamp _givenUpUntil = Timestamp.Zero;
    private int _givenUp = None;

    public LayerLadder Ladder { get; } = new();

    /// <summary>Whether a temporal layer is left out so that a queue drains.</summary>
    public bool IsDraining { get; set; }

    /// <summary>When it has been on its present step for long enough to go up.</summary>
    public Timestamp GetRaisableFrom(bool isPathUntried) => _changedAt + (_isChangeSpatial && !isPathUntried ? LeastStay : LeastShortStay);

    public bool IsGivenUp(Timestamp now, int spatialLayer) => spatialLayer == _givenUp && now < _givenUpUntil;

    /// <summary>Whether the target is sent, or has not come for so long that nobody should wait for it.</summary>
    public bool IsSettled(Timestamp now, int target, int current) => target == current || target == None || now - _switchBegunAt > SwitchPatience;

    /// <summary>Gives up a higher layer whose key frame does not come.</summary>
    public void GiveUpIfLate(Timestamp now, int target, int current)
    {
        if (target > current && current != None && now - _switchBegunAt > SwitchPatience)
        {
            _givenUp = target;
            _givenUpUntil = now + GivenUpFor;
        }
    }

    public void HandleChange(Timestamp now, bool isSpatial)
    {
        _changedAt = now;
        _isChangeSpatial = isSpatial;
        _switchBegunAt = isSpatial ? now : _switchBegunAt;
    }
}
