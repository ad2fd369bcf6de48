/** Names for the same: what one is called after small letters, without signs and legal forms (`names.ts`). From public product pages. */

/** Vendors that have another name, or have gone into another. */
export const vendorAliases: Readonly<Record<string, string>> = {
  aruba: 'arubanetworks',
  checkpointsoftware: 'checkpoint',
  citrixsystems: 'citrix',
  cloudsoftwaregroup: 'citrix',
  netscaler: 'citrix',
  deltaelectronics: 'deltaww',
  document: 'libreoffice',
  f5networks: 'f5',
  generalelectrichealthcare: 'gehealthcare',
  hewlettpackard: 'hp',
  hewlettpackardenterprise: 'hpe',
  junipernetworks: 'juniper',
  kernelorg: 'linux',
  linuxkernelorganization: 'linux',
  mobileiron: 'ivanti',
  paloalto: 'paloaltonetworks',
  philipshealthcare: 'philips',
  ipswitch: 'progress',
  pulsesecure: 'ivanti',
  rails: 'rubyonrails',
  siemenshealthineers: 'siemens',
  vmwarebybroadcom: 'vmware',
}

type Product = readonly [vendor: string, product: string]

/** Vendor and product as one word, and what that product is called elsewhere: the same thing. */
export const productAliases: Readonly<Record<string, Product>> = {
  apachehttpd: ['apache', 'httpserver'],
  apacheweb: ['apache', 'httpserver'],
  apachewebserver: ['apache', 'httpserver'],
  citrixadc: ['citrix', 'netscalerapplicationdeliverycontroller'],
  citrixgateway: ['citrix', 'netscalergateway'],
  citrixnetscaleradc: ['citrix', 'netscalerapplicationdeliverycontroller'],
  netscaleradc: ['citrix', 'netscalerapplicationdeliverycontroller'],
  netscalergateway: ['citrix', 'netscalergateway'],
  ciscoasa: ['cisco', 'adaptivesecurityappliancesoftware'],
  ciscoadaptivesecurityappliance: ['cisco', 'adaptivesecurityappliancesoftware'],
  exchangeserver: ['microsoft', 'exchangeserver'],
  f5bigip: ['f5', 'bigip'],
  bigip: ['f5', 'bigip'],
  fortios: ['fortinet', 'fortios'],
  ivantiepmm: ['ivanti', 'endpointmanagermobile'],
  ivantiepm: ['ivanti', 'endpointmanager'],
  linuxkernel: ['linux', 'linuxkernel'],
  microsoft365appsforenterprise: ['microsoft', '365apps'],
  microsoftedge: ['microsoft', 'edgechromium'],
  microsoftexchange: ['microsoft', 'exchangeserver'],
  microsoftofficeltsc: ['microsoft', 'officelongtermservicingchannel'],
  paloaltonetworkspanos: ['paloaltonetworks', 'panos'],
  panos: ['paloaltonetworks', 'panos'],
  pythoncpython: ['python', 'python'],
  progressmoveit: ['progress', 'moveittransfer'],
  ivantipulseconnectsecure: ['ivanti', 'connectsecure'],
  vmwareesxiserver: ['vmware', 'esxi'],
  vmwarevcenter: ['vmware', 'vcenterserver'],
}

/** What is likely to hold the product: a device and the system that runs on it, a family and its usual member. */
export const productHosts: Readonly<Record<string, Product>> = {
  atlassianconfluence: ['atlassian', 'confluenceserver'],
  fortinetfortigate: ['fortinet', 'fortios'],
  fortinetfortiwifi: ['fortinet', 'fortios'],
  fortigate: ['fortinet', 'fortios'],
  junipersrx: ['juniper', 'junos'],
  juniperex: ['juniper', 'junos'],
  paloaltonetworksngfw: ['paloaltonetworks', 'panos'],
}
