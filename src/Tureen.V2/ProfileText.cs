namespace Tureen.V2;

/// <summary>Profiles as the protocol writes them.</summary>
internal static class ProfileText
{
    public static string ToText(this Profile profile) => profile switch
    {
        Profile.None => "none",
        Profile.Low => "low",
        Profile.Medium => "medium",
        Profile.High => "high",
        _ => "default",
    };

    /// <summary>Null for a text that is no profile.</summary>
    public static Profile? Parse(string? text) => text switch
    {
        "none" => Profile.None,
        "default" => Profile.Default,
        "low" => Profile.Low,
        "medium" => Profile.Medium,
        "high" => Profile.High,
        _ => null,
    };

    /// <summary>Whether it may be wished for.</summary>
    public static bool IsPreference(Profile profile) =>
        profile is Profile.Default or Profile.Low or Profile.Medium or Profile.High;
}
