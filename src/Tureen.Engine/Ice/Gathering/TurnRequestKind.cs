namespace Tureen.Engine.Ice.Gathering;

/// <summary>What a request to a TURN server is for.</summary>
internal enum TurnRequestKind
{
    Allocate,
    Refresh,

    /// <summary>A refresh with the lifetime 0, which ends the allocation.</summary>
    Release,
    Permit,
    BindChannel,
}
