namespace Tureen.Engine.Forwarding;

/// <summary>The other end of a pipe, as what the pipe carries sees it: it follows every change, and nothing is sent before it wants something.</summary>
internal interface IFarEnd
{
    /// <summary>The object was paused, resumed or closed, has another score, or is wanted in another way. Reads nothing yet.</summary>
    void HandleChange();
}
