namespace Tureen.Server.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Some browsers or networks will have trouble.</summary>
    Warning,

    /// <summary>It will not work.</summary>
    Bad,
}
