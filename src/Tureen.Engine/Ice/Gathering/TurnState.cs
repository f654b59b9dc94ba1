namespace Tureen.Engine.Ice.Gathering;

/// <summary>How far an allocation is.</summary>
internal enum TurnState
{
    New,

    /// <summary>The server was asked.</summary>
    Allocating,

    /// <summary>There is a relay.</summary>
    Allocated,

    /// <summary>There is none, or not any more.</summary>
    Failed,
    Closed,
}
