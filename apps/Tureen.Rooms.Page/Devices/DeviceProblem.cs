using Tureen.Client.Browser.Media;

namespace Tureen.Rooms.Page.Devices;

/// <summary>Says why there is no camera or microphone, and what to do about it.</summary>
internal static class DeviceProblem
{
    public static string Of(MediaDeviceFailure failure, string device) => failure switch
    {
        MediaDeviceFailure.Refused =>
            $"The browser does not let this page use the {device}. Allow it beside the address, or in the system's settings, and try again. You can also join without.",
        MediaDeviceFailure.NotFound => $"No {device} was found. Connect one and try again, or join without.",
        MediaDeviceFailure.NotReadable => $"The {device} does not start: perhaps another program uses it. Close that program and try again, or join without.",
        MediaDeviceFailure.Overconstrained => $"The chosen {device} is gone. Choose another one.",
        MediaDeviceFailure.Unsupported => $"This browser gives no {device} to this page; it has to be opened by https, or from the computer itself.",
        _ => $"The {device} does not start.",
    };
}
