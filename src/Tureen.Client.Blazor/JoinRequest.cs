namespace Tureen.Client.Blazor;

/// <summary>What somebody wants who submits a <c>JoinForm</c>.</summary>
/// <param name="Room">The room.</param>
/// <param name="DisplayName">The name that the others see.</param>
/// <param name="Audio">Whether to send the microphone.</param>
/// <param name="Video">Whether to send the camera.</param>
public sealed record JoinRequest(string Room, string DisplayName, bool Audio, bool Video);
