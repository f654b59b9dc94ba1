namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What a step down has shown about loss.</summary>
internal enum LossVerdict : byte
{
    /// <summary>Too few packets are known yet.</summary>
    Open,

    /// <summary>More is lost than before: the rate is still too high.</summary>
    Worse,

    /// <summary>The loss went away.</summary>
    ByRate,

    /// <summary>The loss stayed.</summary>
    Inherent,
}
