using System.Globalization;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>The panel of settings: devices, and how the page looks and listens.</summary>
internal sealed class SettingsView
{
    /// <param name="preferences">What the user chose.</param>
    /// <param name="media">The devices.</param>
    /// <param name="reopen">Opens the camera, or the microphone, again.</param>
    /// <param name="onChanged">Something of the preferences has changed.</param>
    public SettingsView(Preferences preferences, LocalMedia media, Func<bool, Task> reopen, Action onChanged)
    {
        Devices = new DeviceSettings(media, reopen, () => Panel.IsOpen);
        Element keys = Check("set-keys", preferences.HasShortcuts);
        keys.OnChange(() => Change(() => preferences.HasShortcuts = keys.IsChecked, onChanged));
        Element talk = Check("set-talk", preferences.PushesToTalk);
        talk.OnChange(() => Change(() => preferences.PushesToTalk = talk.IsChecked, onChanged));
        Element page = Document.ById("set-page");
        page.Value = preferences.PageSize.ToString(CultureInfo.InvariantCulture);
        page.OnChange(() => Change(() => preferences.PageSize = int.Parse(page.Value, CultureInfo.InvariantCulture), onChanged));
        Document.ById("set-fullscreen").IsHidden = !Screen.CanFullscreen();
        Document.ById("set-float").IsHidden = !Screen.CanFloat();
        Panel.Opened += () => _ = Devices.ShowAsync();
    }

    public Panel Panel { get; } = new("settings");

    public DeviceSettings Devices { get; }

    private static Element Check(string id, bool isOn)
    {
        Element box = Document.ById(id);
        box.IsChecked = isOn;
        return box;
    }

    private static void Change(Action change, Action onChanged)
    {
        change();
        onChanged();
    }
}
