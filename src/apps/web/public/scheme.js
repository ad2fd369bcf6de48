// Before anything is drawn: the remembered choice of light or dark, so that nobody is blinded at night.
document.documentElement.dataset.colorScheme = localStorage.getItem('varde.scheme') ?? 'auto'
