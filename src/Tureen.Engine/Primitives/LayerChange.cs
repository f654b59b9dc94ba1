namespace Tureen.Engine.Primitives;

/// <summary>How the layers that a consumer is to get changed.</summary>
internal enum LayerChange : byte
{
    Up,

    Down,

    /// <summary>From some to none.</summary>
    Paused,

    /// <summary>From none to some.</summary>
    Resumed,
}
